"""What a shop puts in its window or passes on: a poster, pictures and words to share."""
