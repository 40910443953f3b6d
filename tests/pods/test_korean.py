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
        ("name은(는) volume을(를) engine이(가) table(으)로", "name은 volume을 engine이 table로"),
        ("web을(를) app은(는) db이(가) log을(를) block(으)로", "web을 app은 db가 log를 block으로"),
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
