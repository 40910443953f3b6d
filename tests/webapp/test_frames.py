"""Calls below the middleware stand in one chunk of frames."""

from __future__ import annotations

import sys

from django.http import HttpRequest, HttpResponse

from webapp.frames import in_one_piece


def test_a_request_is_answered_through_it() -> None:
    answer = HttpResponse("yes")
    seen: list[HttpRequest] = []

    def handler(request: HttpRequest) -> HttpResponse:
        seen.append(request)
        return answer

    request = HttpRequest()

    assert in_one_piece(handler)(request) is answer
    assert seen == [request]


def test_the_frame_takes_a_chunk_in_which_hundreds_of_calls_have_room() -> None:
    claimed: list[int] = []

    def handler(request: HttpRequest) -> HttpResponse:
        claimed.append(sys._getframe(1).f_code.co_stacksize)
        return HttpResponse()

    in_one_piece(handler)(HttpRequest())

    words = 1 << (claimed[0] - 1).bit_length()
    assert words - claimed[0] > 50_000, "what the frame leaves of its chunk is for the calls below"
