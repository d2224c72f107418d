"""What the desk stores as one word, as agents read it: states, roles, kinds, changes."""

from helpdesk.languages.catalogues import N_

TERMS = frozenset(
    {
        # Roles of agents
        N_("Agent"),
        N_("Lead"),
        N_("Quality manager"),
        N_("Admin"),
        # States and priorities of tickets
        N_("New"),
        N_("Open"),
        N_("Pending customer"),
        N_("On hold"),
        N_("Resolved"),
        N_("Closed"),
        N_("Low"),
        N_("Normal"),
        N_("High"),
        N_("Urgent"),
        # What kind of work a ticket is
        N_("Question"),
        N_("Incident"),
        N_("Problem"),
        N_("Request"),
        N_("Complaint work"),
        # What a custom field takes, and what customers do with it
        N_("Text"),
        N_("Long text"),
        N_("Whole number"),
        N_("Decimal number"),
        N_("Date"),
        N_("Yes or no"),
        N_("One of a list"),
        N_("Link"),
        N_("Not asked"),
        N_("May be filled in"),
        N_("Must be filled in"),
        # How a field's value stands to another one
        N_("Equals"),
        N_("Is below"),
        N_("Is above"),
        N_("Is filled in"),
        N_("Is empty"),
        # States of complaints and articles
        N_("Received"),
        N_("Acknowledged"),
        N_("Draft"),
        N_("Published"),
        N_("Archived"),
        # Feedback: its kinds, where it came from, and what becomes of it
        N_("Complaint"),
        N_("Compliment"),
        N_("Suggestion"),
        N_("Enquiry insight"),
        N_("Survey comment"),
        N_("Conversation"),
        N_("Ticket"),
        N_("Answer rating"),
        N_("Article rating"),
        N_("Ticket rating"),
        N_("Satisfaction"),
        N_("Message"),
        N_("Pending"),
        N_("No action"),
        N_("Complaint opened"),
        N_("Improvement"),
        # How customers reach the desk
        N_("Api"),
        N_("Portal"),
        N_("Widget"),
        # What is owed to somebody who complained
        N_("Confirm it to the customer"),
        N_("Assess it"),
        # What is owed by when, and how that ended
        N_("First response"),
        N_("Next response"),
        N_("Resolution"),
        N_("Met"),
        N_("Missed"),
        N_("Dropped"),
        N_("First response missed"),
        N_("Next response missed"),
        N_("Resolution missed"),
        N_("First response moved"),
        N_("Next response moved"),
        N_("Resolution moved"),
        # What is predicted of a ticket
        N_("Category"),
        N_("Priority"),
        # A confidence that nobody measured
        N_("Not known"),
        # When a rule of automation looks at a ticket
        N_("Opened"),
        N_("Customer wrote"),
        N_("Changed"),
        N_("Untouched"),
        N_("Deadline near"),
        N_("Deadline missed"),
        N_("Rated badly"),
        # How a ticket stands to what is owed on it
        N_("Near"),
        N_("Missed"),
        # How a new ticket finds somebody
        N_("By hand"),
        N_("In turn"),
        N_("Least busy"),
        N_("Keep"),
        N_("Give on"),
        # Where a macro is offered
        N_("Everywhere"),
        N_("Conversations"),
        N_("Tickets"),
        # Changes of categories, fields, teams and what agents speak and know
        N_("Created"),
        N_("Hidden"),
        N_("Moved"),
        N_("Renamed"),
        N_("Retired"),
        N_("Restored"),
        N_("Name set"),
        N_("Zone set"),
        N_("Member added"),
        N_("Member removed"),
        N_("Skill set"),
        # Changes of tickets and complaints
        N_("Assigned"),
        N_("Opened"),
        N_("Rated"),
        N_("Prioritised"),
        N_("Type set"),
        N_("Category set"),
        N_("Tags set"),
        N_("Team set"),
        N_("Field set"),
        N_("Chosen"),
        N_("Waits"),
        N_("Step added"),
        N_("Step ticked"),
        N_("Step unticked"),
        N_("Step moved"),
        N_("Step removed"),
        N_("Split"),
        N_("Linked"),
        N_("Snoozed"),
        N_("Woken"),
        N_("State changed"),
        N_("Words forgotten"),
        N_("Written"),
        N_("Erased"),
        N_("Merged"),
    }
)


def term(value: object) -> str:
    """A stored value as English writes it: `pending_customer` becomes `Pending customer`."""
    plain = str(value).replace("_", " ").strip()
    return plain[:1].upper() + plain[1:]
