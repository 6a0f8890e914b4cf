title 'A pack'
include 'part/part.groovy'
