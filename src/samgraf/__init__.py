"""Read Sweden's regional development reports into a knowledge graph that answers."""
