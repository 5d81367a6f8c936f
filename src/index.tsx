import { createRoot, StrictMode } from '@wordpress/element';
import { App } from './App';
import { ErrorBoundary } from './ui/ErrorBoundary';
import './app.scss';

const root = document.getElementById( 'sors-api-app' );
if ( root ) {
	createRoot( root ).render(
		<StrictMode>
			<ErrorBoundary>
				<App />
			</ErrorBoundary>
		</StrictMode>
	);
}
