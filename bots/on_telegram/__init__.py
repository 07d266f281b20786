"""The Telegram platform: what people do there is heard, and what Prosument says is said there.

The one folder that imports telegram.
"""
