"""The use cases, one short function each; they await ports, decide by the rules, and say nothing themselves."""
