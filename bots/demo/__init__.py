"""The demo: a community that the program makes by its own use cases on a turned clock, apart from all real data.

`motifs` and `scenes` are its pictures, `acts` and `script` what its people do, `telling` lets them do it,
`making` has a whole demo made in a folder, `house` serves it and makes it anew.
"""
