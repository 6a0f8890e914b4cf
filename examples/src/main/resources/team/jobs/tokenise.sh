# The words of a file and how often each is there, the most frequent first.
tr -s ' ' '\n' < "$1" | sort | uniq -c | sort -rn
