/** A text for people, as one source file asks for it. */
export type Message = {
	text: string;
	plural?: string;
	context?: string;
	/** What the programmer tells the translator, without `translators:`. */
	comments: string[];
};

/** The same text of all files. */
export type SharedMessage = Message & {
	/** Files, sorted; without line numbers, which would change with every edit. */
	files: string[];
};

/** The first thing inside a comment that is meant for translators. */
export const FOR_TRANSLATORS = /translators:\s*([\s\S]*)/i;

/** What tells messages apart in a catalogue. */
export function keyOf( message: Pick< Message, 'text' | 'context' > ): string {
	return `${ message.context ?? '' }\u0004${ message.text }`;
}
