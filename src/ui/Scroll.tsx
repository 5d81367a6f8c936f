import type { ReactNode } from 'react';

interface Props {
	/** What it holds, for screen readers. */
	label: string;
	children: ReactNode;
}

/** Moves sideways what is wider than the screen, by the keyboard too. */
export function Scroll( { label, children }: Props ) {
	return (
		<div
			className="sors-scroll"
			role="region"
			aria-label={ label }
			tabIndex={ 0 }
		>
			{ children }
		</div>
	);
}
