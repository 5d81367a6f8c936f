/** Said by screen readers when it changes; not shown. */
export function LiveText( { text }: { text: string } ) {
	return (
		<div className="screen-reader-text" role="status" aria-live="polite">
			{ text }
		</div>
	);
}
