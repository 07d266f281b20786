"""The rules of the game: pure, no clock, no randomness, no I/O of its own, no words for people.

The words, here and everywhere:

community     the people of one brand across all its chats; owns everything below
venue         one place to talk in; a contest runs in one or more venues at once
member        one person, however many platform accounts they have linked
kit           the brand's material that may be remixed, each piece with its licence
contest       a brief, its terms, its venues, its rounds, its rewards
round         one stage with an opening and a closing time
entry         what a member submits: a remix, a review
lineage       what an entry was made from: kit pieces and other entries
ballot        one member's choices in one voting round; secret, changeable until the close
tally         the counting of ballots; standings are the ordered result
ambassador    a member who holds an office that a contest offered, with a term
announcement  a message that the schedule owes a venue
"""
