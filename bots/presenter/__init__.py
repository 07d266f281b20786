"""Words a view, a piece of news or a refusal in the reader's language, as a Post; pure."""
