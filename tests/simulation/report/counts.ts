/** How often each kind of event, and each operation with each fault, came up. */
export class Counts {
	events: Record< string, number > = {};
	faults: Record< string, Record< string, number > > = {};
	kills: Record< string, number > = {};
	histories = 0;

	event( name: string ): void {
		this.events[ name ] = ( this.events[ name ] ?? 0 ) + 1;
	}

	add( operation: string, fault: string ): void {
		const row = ( this.faults[ operation ] ??= {} );
		row[ fault ] = ( row[ fault ] ?? 0 ) + 1;
	}

	kill( what: string ): void {
		this.kills[ what ] = ( this.kills[ what ] ?? 0 ) + 1;
	}

	static of( kept: Partial< Counts > ): Counts {
		return Object.assign( new Counts(), kept );
	}
}
