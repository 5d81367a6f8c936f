import type { Page } from '@playwright/test';

/** How wide the window has to be for what is shown. */
export const neededWidth = ( page: Page ): Promise< number > =>
	page.evaluate( () =>
		Math.max(
			...[ ...document.querySelectorAll( '.sors-app' ) ].map(
				( { scrollWidth } ) => scrollWidth
			),
			document.documentElement.scrollWidth
		)
	);

/** What fields ask for in grey letters, where it is wider than its field. */
export const cutPlaceholders = ( page: Page ): Promise< string[] > =>
	page.evaluate( () => {
		const pen = document.createElement( 'canvas' ).getContext( '2d' )!;
		return [
			...document.querySelectorAll< HTMLInputElement >(
				'.sors-app input'
			),
		]
			.filter( ( field ) => {
				const { paddingLeft, paddingRight } = getComputedStyle( field );
				pen.font = getComputedStyle( field, '::placeholder' ).font;
				return (
					field.clientWidth > 0 &&
					pen.measureText( field.placeholder ).width >
						field.clientWidth -
							parseFloat( paddingLeft ) -
							parseFloat( paddingRight )
				);
			} )
			.map( ( { placeholder } ) => placeholder );
	} );
