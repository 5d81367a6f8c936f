import { useEffect } from '@wordpress/element';
import { sleep, visible } from './waiting';

/** Looks again while something is under way and somebody looks at the tab. */
export function usePolling( isOn: boolean, look: () => void, every = 5000 ) {
	useEffect( () => {
		if ( ! isOn ) {
			return;
		}
		const controller = new AbortController();
		const { signal } = controller;
		const poll = async () => {
			while ( ! signal.aborted ) {
				await sleep( every, signal );
				await visible( signal );
				look();
			}
		};
		poll().catch( () => {} );
		return () => controller.abort();
	}, [ isOn, look, every ] );
}
