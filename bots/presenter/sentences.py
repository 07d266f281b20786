"""The sentences of refusals: what happened, then what to do; by case, which is `key` or `key:what tells it apart`."""

from collections.abc import Mapping

from bots.words import N_
from contests.refusals import Key

TELLING = ("why", "what", "by", "field", "name", "round")
"""The facts that tell the cases of one key apart, the most telling first."""

SENTENCES: Mapping[str, str] = {
    # too_late
    "too_late:submission": N_("Entries closed: {at}. What comes next is in /brief."),
    "too_late:voting": N_("Voting closed: {at}. The result is in /brief as soon as it is decided."),
    "too_late:run-off": N_("The run-off closed: {at}. The result is in /brief as soon as it is decided."),
    "too_late:final": N_("The final closed: {at}. The result is in /brief as soon as it is decided."),
    "too_late:terms": N_("The terms of “{contest}” have changed since you saw them. Look at them, then send it again."),
    "too_late:newer_terms": N_(
        "“{contest}” has newer terms than these. They are in /brief and in your newest message."
    ),
    "too_late:voting_opened": N_(
        "Voting on “{contest}” has begun, so this verdict stands. An entry can still be disqualified, with a reason."
    ),
    "too_late:not_counted": N_(
        "The vote on “{contest}” was counted without “{entry}”, and there is no recount, so this verdict stands."
    ),
    "too_late:ballots": N_("People already vote on “{contest}”. You can still extend, pause or cancel it."),
    "too_late:scheduled": N_(
        "“{contest}” is scheduled, so its rules and places stay as they are."
        " You can still change its texts, and move its dates later."
    ),
    "too_late:opened": N_("“{contest}” has opened, so its dates are fixed. For more time there is /contest extend."),
    "too_late:code": N_("That code was good until {at}. A manager's /setup code makes a new one."),
    "too_late:link_code": N_("That code was good until {at}. Type /link with your other account for a new one."),
    "too_late:link": N_("That link was good until {at}. A manager, or whoever sent it, can make a new one."),
    "too_late:offer": N_("This offer was open until {at}. What you have won stays yours."),
    "too_late:offer_lapsed": N_("This offer ran out, and the office went on to the next in line."),
    # not_open
    "not_open:submission": N_("It is not open for entries yet. It opens: {at}."),
    "not_open:voting": N_("Voting has not opened yet. It opens: {at}."),
    "not_open:final": N_("The final has not opened yet. It opens: {at}."),
    "not_open:run-off": N_("The run-off has not opened yet. It opens: {at}."),
    "not_open:list": N_("All entries are on one list here. Type /vote and choose from it."),
    "not_open:queue": N_("Entries come one by one here. Type /vote for the next one."),
    "not_open:queue_first": N_(
        "Look at some more entries first, so that each is seen as often as the others: still {left}. Type /vote."
    ),
    "not_open:grade": N_("Entries get grades here. Type /vote for the next one."),
    "not_open:rank": N_("Entries are put in order here. Type /vote to see them all."),
    "not_open:compare": N_("Entries are compared two at a time here. Type /vote for the next two."),
    "not_open:link_codes": N_("You asked for many codes within an hour. The next one is there from then on: {at}."),
    "not_open:link_tries": N_("There were many wrong codes within an hour. Codes are taken again: {at}."),
    "not_open:both_voted": N_(
        "Both accounts voted in “{contest}”, so they stay one person until its vote closes: {at}."
    ),
    "not_open:unreviewed": N_("“{entry}” has not been reviewed yet. Admit it, ask for changes or reject it first."),
    "not_open:draft": N_("“{contest}” is still a draft. Start it with /contest schedule first."),
    "not_open:not_paused": N_("“{contest}” is not paused; it runs."),
    "not_open:no_final": N_("There is no final of “{contest}” to open now. /contest status shows where it stands."),
    "not_open:no_draw": N_("Nothing is to be drawn for “{contest}”. /contest status shows where it stands."),
    "not_open:draw": N_("“{contest}” only waits for its draw. Type the public value with /contest draw."),
    "not_open:not_decided": N_("“{contest}” is not decided yet. Standings come with the result."),
    # paused, cancelled
    "paused": N_("“{contest}” is paused since {at}. Nothing is lost: try again when it goes on; we will say so here."),
    "cancelled": N_("“{contest}” was cancelled: {why}. See what else is on: /contests."),
    "cancelled:no_entries": N_(
        "“{contest}” was cancelled because no entries were left. See what else is on: /contests."
    ),
    # role
    "role:runs_contests": N_(
        "You help to run contests here, so you neither enter nor vote. Everything else is open to you."
    ),
    "role:juror": N_(
        "Jurors vote where a contest has a jury, in the vote that decides: in the final, if there is one."
        " /brief says how “{contest}” is decided."
    ),
    "role:not_a_member": N_("This contest is for members of its chats. Join one of them, then try again."),
    "role:joined_after": N_("The run-off is for those who were here for the vote before it. See you at the next one."),
    "role:voters_linked": N_(
        "Voting on “{contest}” takes linked accounts, so that everybody has one ballot. /link links yours, then vote."
    ),
    "role:voters_ambassadors": N_(
        "On “{contest}” those vote who are or were ambassadors. Everything else is open to you: /brief."
    ),
    "role:needs": N_("That is for {role}. Ask one of them to do it."),
    "role:takes_part": N_(
        "{by} takes part in “{contest}”. Once they withdraw, or it is decided, they can have this role."
    ),
    "role:link_takes_part": N_(
        "{by} takes part in “{contest}”, and whoever runs contests does not. "
        "Once {by} withdraws, or it is decided, the two can be linked."
    ),
    "role:last_manager": N_("This is the last manager. Make somebody else a manager first."),
    # not_yours
    "not_yours:entry": N_("“{entry}” is somebody else's. Your own are in /me."),
    "not_yours:offer": N_("This offer was made to somebody else. Yours are in /me."),
    "not_yours:no_remix": N_("The author of “{entry}” keeps it from being remixed. Choose another source."),
    # limit_entries
    "limit_entries": N_(
        "All your entries in “{contest}” are used (at most {limit} each). You can replace or withdraw one: /me."
    ),
    "limit_entries:undo": N_(
        "The author has used all their entries in “{contest}” (at most {limit} each), so this verdict stands."
        " Once they withdraw one, it can be taken back."
    ),
    # already_decided
    "already_decided:got": N_(
        "How the product was got stays with a review for ever. To correct it, withdraw this one and write another."
    ),
    "already_decided:managers_asked": N_(
        "“{contest}” is decided, so “{entry}” cannot just be taken back. The managers are asked to take it out."
    ),
    "already_decided:sent": N_("This one was sent already. You find it in /me."),
    "already_decided:contest": N_("“{contest}” is decided, so that cannot change any more. The result is in /brief."),
    "already_decided:message": N_("That message was sent, or is being sent. What could not be sent is in /manage."),
    "already_decided:message_there": N_("Somebody looked already: it is there, so nothing is sent again."),
    "already_decided:message_not_there": N_(
        "Somebody looked already: it was not there, so it is sent once more. /manage shows how it went."
    ),
    "already_decided:archived": N_("“{contest}” is archived and stays as it is. The result is in /brief."),
    "already_decided:final_open": N_("The final of “{contest}” is open already. /contest status shows until when."),
    "already_decided:final_set": N_("“{contest}” has a final already. Its dates are in /contest status."),
    "already_decided:scheduled": N_("“{contest}” is scheduled already. Its dates are in /contest status."),
    "already_decided:link": N_("That link was used: {at}. Each works once; ask for a new one."),
    "already_decided:link_code": N_("That code was used: {at}. Type /link with your other account for a new one."),
    "already_decided:own_code": N_("This account was given that code. Type it with your other account."),
    "already_decided:linked": N_("These two accounts are one person here already. /me shows your accounts."),
    "already_decided:venue": N_("This place belongs to a community already. Nothing needs to be done."),
    "already_decided:reported": N_("You reported this already. The moderators know of it, and decide on it."),
    "already_decided:admitted": N_("“{entry}” is admitted already, so nothing was changed."),
    "already_decided:changes": N_("The author of “{entry}” was asked for changes already, so nothing was changed."),
    "already_decided:rejected": N_("This entry was not taken in, so that is not possible. The reason stands with it."),
    "already_decided:disqualified": N_(
        "This entry is disqualified, so that is not possible. The reason stands with it."
    ),
    "already_decided:waiting": N_("This entry is being reviewed again and cannot be voted on now."),
    "already_decided:draft": N_("This entry has not been sent yet and cannot be voted on."),
    "already_decided:offer_open": N_("This offer has not been answered yet: accept or decline it in /me."),
    "already_decided:offer_accepted": N_("You accepted this offer already. You find the office in /me."),
    "already_decided:offer_declined": N_("You declined this offer, and the office went on to the next in line."),
    "already_decided:offer_revoked": N_("This offer ended when its entry was disqualified. The reason is in /me."),
    "already_decided:offer_left": N_("You left this office already."),
    "already_decided:offer_ended": N_("The term of this office is over already. Thank you for it!"),
    # unknown_command
    "unknown_command": N_("“{text}” is not a command here. Did you mean {nearest}?"),
    "unknown_command:argument": N_("“{text}” does not fit there. Did you mean {nearest}?"),
    "unknown_command:words": N_("“{text}” does not fit there. Words that belong together go in quotes. See {nearest}."),
    # needs_argument
    "needs_argument": N_("This is still missing: {name}. Add it and send it again."),
    "needs_argument:title": N_("It needs a title. Add one and send it again."),
    "needs_argument:file": N_("Add a file to it, and send it again."),
    "needs_argument:rule": N_("Choose the rule that this is decided by."),
    "needs_argument:reason": N_("Say why, in a sentence; it will be read."),
    "needs_argument:name": N_("Type the name you want to be shown with."),
    "needs_argument:several": N_("Several people have that name. Type one of these instead: {found}."),
    "needs_argument:number": N_("“{text}” does not fit. “{name}” takes a whole number, from {least} to {limit}."),
    "needs_argument:choice": N_("“{text}” does not fit. “{name}” takes one of these: {nearest}."),
    "needs_argument:method": N_(
        "“{text}” is not a way to vote. There are: {nearest}. /help deciding says what each is good for."
    ),
    "needs_argument:reward": N_("Type a reward as place and prize, such as “1:2 tickets” or “2-3:a sticker”."),
    "needs_argument:quorum": N_(
        "“{text}” cannot be read there. Type a number of ballots, such as 20; a share of the members, such as 20%;"
        " looks at each entry, such as 5 looks; or several of these with commas, each kind once."
    ),
    "needs_argument:criteria": N_(
        "“{text}” cannot be read there. Type what is graded as names with commas,"
        " and a weight from 1 to {limit} after a colon where it has one, such as “taste:2, look”."
    ),
    "needs_argument:criteria_twice": N_("“{text}” is there twice. Leave one out, or give it another name."),
    "needs_argument:criteria_weight": N_(
        "Is the number in “{text}” a weight? Then type “{nearest}”. If it belongs to the name, type “{text}:1”."
    ),
    "needs_argument:criteria_most": N_("Up to {limit} things can be graded. Leave some out?"),
    "needs_argument:eph": N_("That way of counting chooses who goes on to a final. Add final=, such as “2 days”."),
    "needs_argument:final_method": N_("That cannot decide a final. Choose another final_method=."),
    "needs_argument:ranked": N_(
        "Up to {limit} entries can be put in order. Choose fewer finalists, or another final_method=."
    ),
    "needs_argument:finalists_or_bar": N_("Type either finalists= or bar=, and leave the other one empty."),
    "needs_argument:served_list": N_("What people put in order is shown all at once. Leave mode= empty."),
    "needs_argument:served_queue": N_("What people grade or compare is shown one by one. Leave mode= empty."),
    "needs_argument:tie_jury": N_("There is no jury to break a tie. Add jury=, such as 50, or choose another tie=."),
    "needs_argument:tie_lottery": N_(
        "A draw rests on a public value that nobody knows yet. Name it by lottery=,"
        " such as “the numbers of the state lottery on 5 December”."
    ),
    "needs_argument:differ": N_("“{text}” and “{again}” are not the same. Compare both with what was published."),
    "needs_argument:needs_limited": N_("That is for method=limited. Choose it, too, or leave stars= out."),
    "needs_argument:needs_grades": N_(
        "That is for grades: method=score, star or mj. Choose one, too, or leave criteria= out."
    ),
    "needs_argument:needs_looks": N_("That is for approvals and scores. Choose such a method=, or leave scoring= out."),
    "needs_argument:needs_schulze": N_("That is for method=schulze. Choose it, too, or leave unranked= out."),
    "needs_argument:needs_final": N_("“{name}” is for a final. Add final=, such as “2 days”, or leave it out."),
    "needs_argument:needs_jury": N_("That is for a jury. Add jury=, such as 50, or leave points= out."),
    "needs_argument:needs_lottery": N_("That is for tie=lottery. Choose it, too, or leave lottery= out."),
    "needs_argument:link": N_("Copy the link of the message, which begins with https://, and put it there."),
    "needs_argument:colour": N_("Type a colour as # and six digits, such as #1F6F5C."),
    # too_large, too_long
    "too_large:single": N_("Only one can be chosen here. Which one is it?"),
    "too_large:limited": N_("You can approve {limit} at most. Take one back first, then approve this one."),
    "too_large:bytes": N_("That file is {found}; up to {limit} fit. Send a smaller one?"),
    "too_large:pixels": N_("That picture has {found} megapixels; up to {limit} fit. Send a smaller one?"),
    "too_large:frames": N_("That picture has {found} frames; up to {limit} fit. Send a shorter one?"),
    "too_large:files": N_("These are {found} files; up to {limit} fit in one entry. Leave some out?"),
    "too_large:time": N_("That file takes too long to look into. Save it smaller or simpler, and send it again."),
    "too_large:memory": N_(
        "That file takes too much room to look into. Save it smaller or simpler, and send it again."
    ),
    "too_long:seconds": N_("That plays for {found}; up to {limit} fit. Cut it a little?"),
    "wrong_type": N_("{found} files do not work here. Save it as {cure}, and send that."),
    "wrong_type:template": N_("“{contest}” takes another kind of entry: {found}. The button in its /brief opens it."),
    "too_long": N_("“{field}” fits {limit} characters; this has {length}. Shorten it a little?"),
    # when_unclear
    "when_unclear:unreadable": N_(
        "“{text}” cannot be read as a time. Type it like “Friday 18:00”, “in 3 days” or “2026-11-27 18:00”."
    ),
    "when_unclear:no_time": N_("“{text}” says the day. Add the hour, such as 18:00."),
    "when_unclear:past": N_("That time is over: {at}. Type one that is still to come."),
    "when_unclear:ambiguous": N_("“{text}” can be more than one time. Which one do you mean?"),
    "when_unclear:gap": N_("The clocks change that night and skip “{text}”. Which time do you mean?"),
    "when_unclear:overlap": N_("The clocks change that night and show “{text}” twice. Which time do you mean?"),
    "when_unclear:far": N_("That is further ahead than any calendar here goes. Type a shorter time."),
    "when_unclear:no_span": N_("“{text}” cannot be read as a length of time. Type it like “3 days” or “24 hours”."),
    "when_unclear:order": N_("“{name}” has to come after {after}. This says: {at}."),
    "when_unclear:earlier": N_("Dates only move later. “{name}” stands at {at}; type a time after it."),
    "when_unclear:by": N_("Dates only move later. Type how much longer, such as “2 days”."),
    "when_unclear:zone": N_("“{text}” is not a time zone. Type it like “Europe/Warsaw”."),
    # no_such
    "no_such:contest": N_("“{id}” is not a contest here. See what is on: /contests."),
    "no_such:misspelt": N_(
        "“{id}” is not a contest here. Did you mean {nearest}? Words that belong together go in quotes."
    ),
    "no_such:entry": N_("That entry is not here. /entry shows those that are, /me your own."),
    "no_such:source": N_(
        "“{id}” is not a piece or an entry that can be remixed here. Pieces are in /brief, entries in /entry."
    ),
    "no_such:author": N_("Nobody of that name has an entry here that may be shown, or authors are not named yet."),
    "no_such:rule": N_("“{id}” is not one of the rules. Choose one from the list."),
    "no_such:request": N_("The author of this entry has not asked to have it taken out, so it stays."),
    "no_such:verdict": N_("There is no verdict on this entry to take back."),
    "no_such:offer": N_("That offer is not here. Yours are in /me."),
    "no_such:message": N_("That message is not here. What could not be sent is in /manage."),
    "no_such:member": N_("Nobody here is called “{id}”. Type the name as it is shown."),
    "no_such:role": N_("{by} does not have that role, so nothing was changed."),
    "no_such:round": N_("That vote is not here, or not any more. See what is on: /contests."),
    "no_such:account": N_("That account is not known here. Ask a manager for a personal link."),
    "no_such:media": N_("That file is not here, or not any more."),
    "no_such:grade": N_("Grades go from 1 to 5. Type /vote to give one."),
    "no_such:criterion": N_("That is not graded here. Type /vote to see what is."),
    "no_such:pair": N_("These two are not compared here. Type /vote for the next two."),
    "no_such:after": N_("That page is not there any more. Begin at the first one."),
    "no_such:code": N_("That code does not work, or was used before. A manager's /setup code makes a new one."),
    "no_such:link_code": N_("That code does not work. Type /link with your other account for a new one."),
    "no_such:linked": N_("No linked account of yours can go its own way. Type /link to link one."),
    "no_such:link": N_("That link does not work. Ask whoever sent it for a new one."),
    "no_such:community": N_("There is no community here yet. Prosument makes one at its first start."),
    "no_such:button": N_("That button does nothing any more. Type the command anew, or see /help."),
    "no_such:form": N_("That form is not in use any more. Type the command anew, or see /help."),
    "no_such:venue": N_("“{id}” is not a place of this community. There are: {nearest}."),
    "no_such:any": N_("There is no contest yet. A manager makes one with /contest new."),
    "no_such:public": N_("There is no contest yet. Look in again soon."),
    "no_such:draft": N_("There is no draft. Make one with /contest new."),
    "no_such:running": N_("No contest runs now. See /contests."),
    "no_such:not_over": N_("There is no contest that this could be done to. See /contests."),
    "no_such:previewed": N_("No final waits to be opened. /contest status shows where a contest stands."),
    "no_such:awaits_draw": N_("Nothing is to be drawn now. /contest status shows where a contest stands."),
    "no_such:paused": N_("No contest is paused."),
    "no_such:takes_remixes": N_("No contest is open for remixes now. See what is coming: /contests."),
    "no_such:takes_reviews": N_("No contest is open for reviews now. See what is coming: /contests."),
    "no_such:voting": N_("No contest is open for votes now. See what is coming: /contests."),
    "no_such:frozen": N_("No contest is decided yet. See what is on: /contests."),
    "no_such:review_open": N_("No contest has entries to review now."),
}

PLAIN: Mapping[Key, str] = {
    "too_late": N_("It is too late for that. See what is on: /contests."),
    "not_open": N_("That is not open yet. See what is on: /contests."),
    "paused": N_("This contest is paused. Nothing is lost: try again when it goes on; we will say so here."),
    "own_entry": N_("This one is yours, and nobody votes for their own. The others wait for you: /vote."),
    "role": N_("That is not for you to do here. Ask a manager."),
    "not_yours": N_("That is somebody else's. Yours is in /me."),
    "limit_entries": N_("All your entries here are used. You can replace or withdraw one: /me."),
    "already_decided": N_("That is decided already, so nothing was changed."),
    "withdrawn": N_("This entry was withdrawn, so that is not possible any more."),
    "cancelled": N_("This contest was cancelled. See what else is on: /contests."),
    "unknown_command": N_("That is not a command here. See /help."),
    "needs_argument": N_("Something is still missing. Add it and send it again."),
    "too_large": N_("That is more than fits. Send a smaller one?"),
    "too_long": N_("That is longer than fits. Shorten it a little?"),
    "wrong_type": N_("That kind of file does not work here. Send a picture, a video or audio."),
    "broken_file": N_("That file cannot be opened. Save it anew, or send another one."),
    "when_unclear": N_("That cannot be read as a time. Type it like “Friday 18:00” or “in 3 days”."),
    "no_such": N_("That is not here, or not any more. See what is on: /contests."),
}
"""For each key, a sentence that needs no facts."""
