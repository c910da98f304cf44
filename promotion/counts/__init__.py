"""What a number reports: its indicator, the frame it stands in, and which part of the whole it speaks of."""
