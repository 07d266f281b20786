"""The limits of texts and files that the operator set, as the rules want them."""

from bots.settings.model import Settings
from contests.rules.limits import TextLimits
from contests.rules.media import MediaLimits


def text_limits(settings: Settings) -> TextLimits:
    """Return the limits of texts that the operator set."""
    return TextLimits(settings.title_characters, settings.text_characters, settings.alt_characters)


def media_limits(settings: Settings) -> MediaLimits:
    """Return the limits of files that the operator set."""
    mib = 1024 * 1024
    return MediaLimits(
        picture_bytes=settings.picture_mib * mib,
        picture_pixels=settings.picture_megapixels * 1_000_000,
        picture_frames=settings.picture_frames,
        video_bytes=settings.video_mib * mib,
        video_seconds=settings.video_minutes * 60,
        audio_bytes=settings.audio_mib * mib,
        audio_seconds=settings.audio_minutes * 60,
        files=settings.files_per_entry,
    )
