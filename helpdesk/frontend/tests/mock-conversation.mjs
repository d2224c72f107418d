/* One pretend conversation: what the bot and the person say to which words, and who listens. */

const CHOICES = [
    { title: "Yes, please", payload: "/affirm" },
    { title: "No, thanks", payload: "/deny" },
];
const SOURCE = {
    title: "Send something back",
    url: "/articles/3-send-something-back",
    article_id: 3,
    excerpt: "You can send most things back within 30 days, unused and in their box.",
};
const ANSWER =
    "You can send it back within **30 days**.\n\n1. Open your order and choose Send back\n" +
    "2. Print the label\n3. Hand the parcel in at any post office\n\nYou need:\n- the order number\n" +
    "- the box\n\nMore at https://shop.example/returns.";

export class MockConversation {
    constructor(nextId) {
        this.nextId = nextId;
        this.messages = [];
        this.clientIds = new Map();
        this.streams = new Set();
        this.contact = "";
        this.state = { floor: "bot", agent: null, ask_contact: false };
    }

    receive({ text, payload, client_id: clientId }) {
        if (this.clientIds.has(clientId)) return this.clientIds.get(clientId);
        const shown = text ?? CHOICES.find((choice) => choice.payload === payload)?.title;
        const { id } = this.say("customer", shown, { author_name: null, client_id: clientId });
        this.clientIds.set(clientId, id);
        if (this.state.floor === "resolved") this.give("bot");
        if (this.state.floor === "bot") this.answerSoon(shown);
        return id;
    }

    answerSoon(text) {
        this.tell("typing", { author: "bot", name: "Heed" });
        setTimeout(() => this.answer(text), 600);
    }

    answer(text) {
        if (/person/i.test(text)) this.handOver();
        else if (/complain|broken/i.test(text)) {
            this.say("bot", "That should not happen. Shall I record this as a complaint?", {
                buttons: CHOICES,
            });
        } else if (/yes, please/i.test(text)) this.say("bot", "Done. Your complaint is C-1042.");
        else this.say("bot", ANSWER, { sources: [SOURCE], rateable: true });
    }

    handOver() {
        this.give("waiting");
        this.say("system", "A person will answer here, usually within 20 minutes.");
        setTimeout(() => {
            this.give("agent", { name: "Mia Berg" });
            this.say("system", "Mia Berg joined");
            this.say("agent", "Hello, I am Mia. Let me look at your order.", {
                author_name: "Mia Berg",
            });
        }, 1500);
    }

    resolve() {
        this.say("system", "Mia Berg marked this as resolved");
        this.give("resolved");
    }

    say(author, text, more = {}) {
        const message = {
            id: this.nextId(),
            author,
            author_name: author === "bot" ? "Heed" : null,
            text,
            buttons: [],
            sources: [],
            rateable: false,
            helpful: null,
            comment: null,
            client_id: null,
            created_at: new Date().toISOString(),
            ...more,
        };
        this.messages.push(message);
        this.tell("message", message, message.id);
        return message;
    }

    give(floor, agent = null) {
        const people = floor === "waiting" || floor === "agent";
        this.state = { floor, agent, ask_contact: people && !this.contact };
        this.tell("floor", this.state);
    }

    tell(event, data, id) {
        const head = id ? `id: ${id}\n` : "";
        for (const stream of this.streams) {
            stream.write(`${head}event: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
        }
    }

    listen(stream, after) {
        stream.writeHead(200, { "Content-Type": "text/event-stream" });
        stream.write(": hello\n\n");
        this.streams.add(stream);
        stream.on("close", () => this.streams.delete(stream));
        for (const message of this.messages.filter(({ id }) => id > after)) {
            stream.write(`id: ${message.id}\nevent: message\ndata: ${JSON.stringify(message)}\n\n`);
        }
    }
}
