"""What goes on in a cluster: the state of pods, what is wrong with them, and streams of changes and logs."""
