/* eslint-disable no-bitwise -- mulberry32 is made of these. */
/** Numbers that are the same for the same seed (mulberry32). */
export type Random = () => number;

export function seeded( seed: number ): Random {
	let state = Math.imul( seed, 1 );
	return () => {
		state = ( state + 0x6d2b79f5 ) % 0x100000000;
		let mixed = Math.imul( state ^ ( state >>> 15 ), state | 1 );
		mixed ^= mixed + Math.imul( mixed ^ ( mixed >>> 7 ), mixed | 61 );
		return ( ( mixed ^ ( mixed >>> 14 ) ) >>> 0 ) / 0x100000000;
	};
}

export function pick< Item >( random: Random, items: readonly Item[] ): Item {
	return items[ Math.floor( random() * items.length ) ] as Item;
}

export function between( random: Random, from: number, to: number ): number {
	return from + Math.floor( random() * ( to - from + 1 ) );
}
