"""What may be uploaded: exactly up to the limit, and refused with the limit named above it."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contests.refusals import Refusal
from contests.rules.media import (
    CURES,
    KINDS,
    Kind,
    MediaFacts,
    MediaLimits,
    admit_codecs,
    admit_files,
    admit_format,
    admit_media,
    admit_size,
)

LIMITS = MediaLimits()
PICTURE = MediaFacts("picture", "jpeg", 1000, 64, 48)
VIDEO = MediaFacts("video", "mp4", 1000, 64, 48, seconds=2.0)
SOUND = MediaFacts("audio", "mp3", 1000, seconds=2.0)
amounts = st.integers(1, 10**6)


def test_the_limits_are_those_of_the_rules() -> None:
    assert (
        MediaLimits(
            picture_bytes=10 * 1024 * 1024,
            picture_pixels=40_000_000,
            picture_frames=500,
            video_bytes=50 * 1024 * 1024,
            video_seconds=3 * 60,
            audio_bytes=50 * 1024 * 1024,
            audio_seconds=10 * 60,
            files=10,
        )
        == MediaLimits()
    )


@given(kind=st.sampled_from(["picture", "video", "audio"]), limit=amounts, size=amounts)
def test_a_size_is_admitted_up_to_the_limit_of_its_kind(kind: Kind, limit: int, size: int) -> None:
    limits = MediaLimits(picture_bytes=limit, video_bytes=limit, audio_bytes=limit)
    if size <= limit:
        admit_size(kind, size, limits)
        return
    with pytest.raises(Refusal) as refused:
        admit_size(kind, size, limits)
    assert refused.value.key == "too_large"
    assert refused.value.facts == {"by": "bytes", "kind": kind, "limit": limit, "found": size}


@given(width=amounts, height=amounts, limit=amounts)
def test_pixels_are_admitted_up_to_the_limit(width: int, height: int, limit: int) -> None:
    facts = replace(PICTURE, width=width, height=height)
    limits = replace(LIMITS, picture_pixels=limit)
    if width * height <= limit:
        admit_media(facts, limits)
        return
    with pytest.raises(Refusal) as refused:
        admit_media(facts, limits)
    assert refused.value.facts == {
        "by": "pixels",
        "kind": "picture",
        "limit": limit,
        "found": width * height,
    }


def test_one_frame_too_many_is_refused_by_frames() -> None:
    admit_media(replace(PICTURE, frames=500), LIMITS)
    with pytest.raises(Refusal) as refused:
        admit_media(replace(PICTURE, frames=501), LIMITS)
    assert refused.value.facts == {"by": "frames", "kind": "picture", "limit": 500, "found": 501}


@given(facts=st.sampled_from([VIDEO, SOUND]), limit=st.integers(1, 10_000), over=st.floats(-0.99, 0.99))
def test_a_second_that_has_only_begun_is_not_counted(facts: MediaFacts, limit: int, over: float) -> None:
    admit_media(replace(facts, seconds=limit + over), replace(LIMITS, video_seconds=limit, audio_seconds=limit))


@pytest.mark.parametrize(("facts", "limit"), [(VIDEO, 180), (SOUND, 600)])
def test_a_whole_second_too_long_is_refused_by_seconds(facts: MediaFacts, limit: int) -> None:
    with pytest.raises(Refusal) as refused:
        admit_media(replace(facts, seconds=limit + 1.0), LIMITS)
    assert refused.value.key == "too_long"
    assert refused.value.facts == {"by": "seconds", "kind": facts.kind, "limit": limit, "found": limit + 1}


@pytest.mark.parametrize(
    "facts",
    [replace(PICTURE, height=0), replace(VIDEO, width=0), replace(SOUND, seconds=-1.0)],
    ids=["flat picture", "flat video", "sound that ends before it begins"],
)
def test_what_cannot_be_is_broken(facts: MediaFacts) -> None:
    with pytest.raises(Refusal) as refused:
        admit_media(facts, LIMITS)
    assert refused.value.key == "broken_file"


@pytest.mark.parametrize(("found", "kind"), KINDS.items())
def test_every_format_of_the_rules_has_its_kind(found: str, kind: Kind) -> None:
    assert admit_format(found) == kind


@pytest.mark.parametrize(("found", "cure"), CURES.items())
def test_a_format_that_is_not_taken_is_refused_with_one_that_is(found: str, cure: str) -> None:
    with pytest.raises(Refusal) as refused:
        admit_format(found)
    assert refused.value.key == "wrong_type"
    assert refused.value.facts == {"found": found, "cure": cure}
    assert cure in KINDS


def test_a_format_that_nobody_knows_is_refused_without_a_cure() -> None:
    with pytest.raises(Refusal) as refused:
        admit_format("unknown")
    assert refused.value.facts == {"found": "unknown", "cure": None}


def test_a_file_without_content_is_broken() -> None:
    with pytest.raises(Refusal) as refused:
        admit_format("empty")
    assert refused.value.key == "broken_file"


@pytest.mark.parametrize(("kind", "cure"), [("video", "mp4"), ("audio", "mp3")])
def test_a_codec_that_is_not_taken_is_named(kind: Kind, cure: str) -> None:
    admit_codecs(kind, {"aac"}, frozenset({"aac", "h264"}))
    with pytest.raises(Refusal) as refused:
        admit_codecs(kind, {"aac", "theora"}, frozenset({"aac", "h264"}))
    assert refused.value.facts == {"found": "theora", "cure": cure}


@given(count=st.integers(0, 100), most=st.integers(1, 100))
def test_so_many_files_fit_into_an_entry(count: int, most: int) -> None:
    if count <= most:
        admit_files(count, replace(LIMITS, files=most))
        return
    with pytest.raises(Refusal) as refused:
        admit_files(count, replace(LIMITS, files=most))
    assert refused.value.facts == {"by": "files", "kind": None, "limit": most, "found": count}
