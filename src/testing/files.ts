/** What a file of the browser holds, byte order mark included: jsdom's has no text(). */
export const textOf = ( file: Blob ): Promise< string > =>
	new Promise( ( resolve ) => {
		const reader = new FileReader();
		reader.onload = () =>
			resolve(
				new TextDecoder( 'utf-8', { ignoreBOM: true } ).decode(
					new Uint8Array( reader.result as ArrayBuffer )
				)
			);
		reader.readAsArrayBuffer( file );
	} );
