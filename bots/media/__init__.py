"""Looks into uploads in worker processes and keeps them without metadata.

Neither Pillow nor FFmpeg is imported here: only the workers do that.
"""

from bots.media.job import Work, WorkLimits
from bots.media.kinds import MIME
from bots.media.room import MediaRoom, StoredMedia

__all__ = ["MIME", "MediaRoom", "StoredMedia", "Work", "WorkLimits"]
