"""Shards, runners, the nightly job."""
