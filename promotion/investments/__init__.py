"""Projects in prose: their names, sums, investors and stages, by the constructions in which they are told."""
