/** Bit strings, most significant bit first (JPEG) or least significant first (WebP). */
export class Bits {
	private readonly bytes: number[] = [];
	private current = 0;
	private filled = 0;
	private readonly order: 'msb' | 'lsb';
	private readonly stuffed: boolean;

	/** `stuffed` is JPEG's rule: a zero byte after every 0xff. */
	constructor( order: 'msb' | 'lsb', stuffed = false ) {
		this.order = order;
		this.stuffed = stuffed;
	}

	/** Writes the lowest `count` bits of `value`. */
	write( value: number, count: number ): void {
		for ( let at = 0; at < count; at++ ) {
			const place = this.order === 'msb' ? count - 1 - at : at;
			const bit = Math.floor( value / 2 ** place ) % 2;
			this.current +=
				bit *
				2 ** ( this.order === 'msb' ? 7 - this.filled : this.filled );
			if ( ++this.filled === 8 ) {
				this.flush();
			}
		}
	}

	/** Fills the last byte up with `bit`. */
	end( bit: 0 | 1 ): Buffer {
		while ( this.filled ) {
			this.write( bit, 1 );
		}
		return Buffer.from( this.bytes );
	}

	private flush(): void {
		this.bytes.push( this.current );
		if ( this.stuffed && this.current === 0xff ) {
			this.bytes.push( 0 );
		}
		this.current = 0;
		this.filled = 0;
	}
}
