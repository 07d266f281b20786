"""The Telegram platform: what people do there is heard, and what Prosument says is said there.

The one folder that imports telegram.
"""

import os

os.environ.setdefault("PTB_TIMEDELTA", "true")  # the library's own switch: it says lengths of time as what they are
