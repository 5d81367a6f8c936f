/** Waits that a reset or the server's end calls off. */
export class Timers {
	private waiting = new Map< NodeJS.Timeout, ( went: boolean ) => void >();

	/** True when the time has passed, false when it was called off. */
	wait( ms: number ): Promise< boolean > {
		if ( ms <= 0 ) {
			return Promise.resolve( true );
		}
		return new Promise( ( resolve ) => {
			const timer = setTimeout( () => {
				this.waiting.delete( timer );
				resolve( true );
			}, ms );
			this.waiting.set( timer, resolve );
		} );
	}

	callOff(): void {
		for ( const [ timer, resolve ] of this.waiting ) {
			clearTimeout( timer );
			resolve( false );
		}
		this.waiting.clear();
	}
}
