/** The simulation's time: seconds since 1970 that pass only when the controller says so. */
export class Clock {
	private moments: { at: number; happen: () => Promise< void > }[] = [];

	constructor( public now: number ) {}

	/** Something that happens when the time has come, whatever else goes on then. */
	later( at: number, happen: () => Promise< void > ): void {
		this.moments.push( { at, happen } );
		this.moments.sort( ( one, other ) => one.at - other.at );
	}

	/** When the next such thing happens. */
	next(): number | undefined {
		return this.moments[ 0 ]?.at;
	}

	async advanceTo( moment: number ): Promise< void > {
		for (;;) {
			const [ first ] = this.moments;
			if ( ! first || first.at > moment ) {
				break;
			}
			this.moments.shift();
			this.now = Math.max( this.now, first.at );
			await first.happen();
		}
		this.now = Math.max( this.now, moment );
	}
}
