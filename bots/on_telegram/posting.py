"""Puts posts into Telegram's chats as messages."""
