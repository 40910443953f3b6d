from __future__ import annotations

import pytest

from pods.templatetags.korean import with_particles


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("파드은(는)", "파드는"),
        ("볼륨은(는)", "볼륨은"),
        ("볼륨을(를) 컨테이너이(가)", "볼륨을 컨테이너가"),
        ("노드와(과) 볼륨와(과)", "노드와 볼륨과"),
        ("노드(으)로 볼륨(으)로 셸(으)로", "노드로 볼륨으로 셸로"),
        ("문서 3은(는) 문서 2은(는)", "문서 3은 문서 2는"),
        ("8080(으)로 8081(으)로 8086(으)로", "8080으로 8081로 8086으로"),
        ("“server”은(는) “shell”이(가)", "“server”는 “shell”이"),
        ("admin(이)라는 worker(이)라는", "admin이라는 worker라는"),
        ("agent이(가)", "agent이(가)"),  # read 에이전트 or, in other words, 셋: nobody can tell by the letter
        ("日本은(는)", "日本은(는)"),
        ("괄호(주석)는 그대로", "괄호(주석)는 그대로"),
        ("in English (as is)", "in English (as is)"),
        ("", ""),
    ],
)
def test_a_particle_follows_how_the_word_before_it_ends(written: str, said: str) -> None:
    assert with_particles(written) == said
