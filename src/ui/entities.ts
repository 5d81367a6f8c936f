/** Of a name that WordPress hands on as HTML: "Nuts &amp; bolts". */
export function withoutEntities( html: string ): string {
	// In it, nothing is an element.
	const area = document.createElement( 'textarea' );
	area.innerHTML = html;
	return area.value;
}
