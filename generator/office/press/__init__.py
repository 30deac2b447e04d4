"""The press desk: what is new, what may be used, what lacks, and what has to be deleted. Private."""
