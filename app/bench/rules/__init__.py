"""What holds at the bench, in plain values: counting, sampling, units, contradictions and clones."""
