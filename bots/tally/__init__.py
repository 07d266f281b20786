"""Elections that lie in files, counted by the methods of the contests: `prosument tally`."""
