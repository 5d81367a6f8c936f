import type { ReactNode } from 'react';

export type Tone = 'neutral' | 'busy' | 'good' | 'warning' | 'bad';

/** A state as one or two words; the colour only repeats what they say. */
export function Badge( {
	tone,
	children,
}: {
	tone: Tone;
	children: ReactNode;
} ) {
	return (
		<span className={ `sors-badge sors-badge--${ tone }` }>
			{ children }
		</span>
	);
}
