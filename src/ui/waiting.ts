const aborted = () => new DOMException( 'Aborted', 'AbortError' );

export const sleep = (
	milliseconds: number,
	signal: AbortSignal
): Promise< void > =>
	new Promise( ( resolve, reject ) => {
		if ( signal.aborted ) {
			reject( aborted() );
			return;
		}
		const stop = () => {
			window.clearTimeout( timer );
			reject( aborted() );
		};
		const timer = window.setTimeout( () => {
			signal.removeEventListener( 'abort', stop );
			resolve();
		}, milliseconds );
		signal.addEventListener( 'abort', stop, { once: true } );
	} );

/** Waits until somebody looks at the tab; at once where somebody does. */
export const visible = ( signal: AbortSignal ): Promise< void > =>
	new Promise( ( resolve, reject ) => {
		if ( ! document.hidden ) {
			resolve();
			return;
		}
		const end = () => {
			document.removeEventListener( 'visibilitychange', look );
			signal.removeEventListener( 'abort', stop );
		};
		const look = () => {
			if ( ! document.hidden ) {
				end();
				resolve();
			}
		};
		const stop = () => {
			end();
			reject( aborted() );
		};
		document.addEventListener( 'visibilitychange', look );
		signal.addEventListener( 'abort', stop );
	} );
