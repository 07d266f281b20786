"""Every hostile or odd file that we could think of, made on the spot and sent to the media room."""
