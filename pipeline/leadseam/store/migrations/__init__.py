"""The history of the tables, one file a version; a file that was released is never changed."""
