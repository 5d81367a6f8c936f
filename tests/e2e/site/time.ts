import { php } from './php';

/** For orders and runs; what is due afterwards is done. */
export const goBy = ( seconds: number ): Promise< void > =>
	php( new URL( 'time-goes-by.php', import.meta.url ), String( seconds ) );

/** What is due now is done, without a page that is open. */
export const workInBackground = (): Promise< void > =>
	php( new URL( 'background.php', import.meta.url ) );
