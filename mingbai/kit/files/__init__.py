"""Files that people upload or jobs make: sealed on disk, named at random, gone when their time is over."""
