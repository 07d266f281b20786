"""What people do on Telegram, and what they are answered."""
