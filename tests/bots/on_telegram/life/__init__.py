"""How the Telegram platform lives: its transport, its inbox, its menus, and how it comes up and ends."""
