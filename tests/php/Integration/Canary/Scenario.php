<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Integration\Canary;

use SorsApi\Issues\Digest;
use SorsApi\Outbox\Pause;
use SorsApi\Sync\Engine\Run;
use SorsApi\Tests\Integration\Outbox\OutboxTestCase;
use SorsApi\Tests\Site\SiteRuns;

'cli' === PHP_SAPI || exit;

/** A shop's whole day with nearly everything that goes wrong, in a process that has its API key from the database. */
final class Scenario extends OutboxTestCase {

	private Places $places;

	public static function play(): array {
		$self = new self( 'play' );
		$self->setUp();
		$self->listen();
		$self->places = new Places();
		$self->soldProduct();
		$self->connect();
		$self->sync();
		$self->sell();
		$self->places->database();
		$self->goesWrong();
		$self->places->database();
		$questions = new Questions( $self->places, $self->services );
		$questions->ask();
		$self->places->database();
		$self->places->written();
		$found        = $self->places->found();
		$self->places = new Places();
		$self->leak();
		$answer = [
			'found'  => $found,
			'leaks'  => $self->places->found(),
			'states' => array_filter( $self->outbox->counts() ),
			'files'  => $questions->files(),
		];
		$self->tearDown();
		return $answer;
	}

	/** Every answer of our routes, whoever asked. */
	private function listen(): void {
		add_filter(
			'rest_request_after_callbacks',
			function ( $answer, $handler, \WP_REST_Request $request ) {
				if ( 0 === strpos( $request->get_route(), '/sors/' ) ) {
					$role = wp_get_current_user()->roles[0] ?? 'nobody';
					$said = $answer instanceof \WP_REST_Response ? [ $answer->get_data(), $answer->get_headers() ] : (array) $answer;
					$this->places->look( $request->get_method() . ' ' . preg_replace( '/\d+/', '{id}', substr( $request->get_route(), 8 ) ) . ", $role", (string) wp_json_encode( $said, JSON_PARTIAL_OUTPUT_ON_ERROR ) );
				}
				return $answer;
			},
			1000,
			3
		);
	}

	private function connect(): void {
		$this->restAsAdmin( 'PUT', 'settings/api-key', [ 'apiKey' => Canaries::KEY . ' x' ] );
		$this->rest( 'PUT', 'settings', [ 'apiKey' => Canaries::KEY ] );
		$this->rest( 'PUT', 'settings/api-key', [ 'apiKey' => Canaries::KEY ] );
		$this->rest( 'POST', 'connection/test', [ 'database' => self::DATABASE ] );
		foreach ( $this->echoes() as $fault ) {
			// Also the one that is only tried has to be kept from the log and the answer.
			$this->fault( 'listDatabases', $fault, 5 );
			$this->rest( 'PUT', 'settings/api-key', [ 'apiKey' => Canaries::KEY ] );
		}
		$this->sors->post( 'faults', [ 'rules' => [] ] );
		$this->sors->post( 'settings', [ 'apiKeys' => [ Canaries::KEY => '*' ] ] );
		$this->restOk( 'PUT', 'settings/api-key', [ 'apiKey' => Canaries::KEY ] );
		foreach ( $this->echoes() as $fault ) {
			$this->fault( 'listDatabases', $fault, 5 );
			$this->rest( 'POST', 'connection/test', [ 'database' => self::DATABASE ] );
			$this->rest( 'GET', 'databases' );
		}
		$this->sors->post( 'faults', [ 'rules' => [] ] );
		$this->restOk( 'POST', 'connection/test', [ 'database' => self::DATABASE ] );
		$this->configure( [ 'detailedLog' => true, 'alertEmail' => 'vlasnik@prodavnica.test' ] );
	}

	/** @return list<array<string, mixed>> A server that repeats what it was sent. */
	private function echoes(): array {
		$said = 'Ključ ' . Canaries::KEY . ' (' . base64_encode( 'ApiKey ' . Canaries::KEY ) . ', ?key=' . rawurlencode( Canaries::KEY ) . ') nije dobar: ApiKey ' . Canaries::KEY;
		return [
			[ 'kind' => 'refuse', 'message' => $said, 'errors' => [ [ 'field' => Canaries::KEY, 'code' => Canaries::KEY, 'message' => $said ] ] ],
			[ 'kind' => 'status', 'status' => 401, 'message' => $said ],
			[ 'kind' => 'status', 'status' => 500, 'message' => $said ],
			[ 'kind' => 'body', 'body' => "<html><p>$said</p></html>" ],
			[ 'kind' => 'body', 'body' => base64_encode( 'Authorization: ApiKey ' . Canaries::KEY ) ],
			[ 'kind' => 'redirect', 'location' => 'http://127.0.0.1/?key=' . Canaries::KEY ],
		];
	}

	private function sync(): void {
		$this->loginAsAdmin();
		foreach ( [ 'catalog' => 'listProducts', 'stock' => 'listInventory' ] as $kind => $operation ) {
			foreach ( array_slice( $this->echoes(), 0, 2 ) as $fault ) {
				$this->fault( $operation, $fault, 3 );
				SiteRuns::toEnd( $kind );
			}
			$this->sors->post( 'faults', [ 'rules' => [] ] );
			$run = SiteRuns::toEnd( $kind );
			self::assertSame( Run::SUCCEEDED, $run->state, $run->message );
		}
		// Two products get their pictures.
		$this->sors->post( 'faults', [ 'rules' => [ [ 'operation' => 'listProductImages', 'from' => 3, 'action' => $this->echoes()[0] ] ] ] );
		SiteRuns::toEnd( 'images' );
		$this->sors->post( 'faults', [ 'rules' => [] ] );
	}

	private function sell(): void {
		$first = $this->checkout();
		$this->fault( 'createCustomer', [ 'kind' => 'cut', 'when' => 'after' ] );
		$this->workForAnHour();
		self::assertSame( 'sent', $this->sale( $first )->state, (string) $this->sale( $first )->errorMessage );
		$this->configure( [ 'documentKind' => 'deliveryNote' ] );
		$second = $this->company( 'bacs' );
		$this->fault( 'createDeliveryNote', [ 'kind' => 'cut', 'when' => 'after' ] );
		$this->workForAnHour();
		$this->configure( [ 'documentKind' => 'reservation' ] );
		$third = $this->company( 'cod' );
		$this->work();
		$line = self::lines( $this->freshOrder( $second ) )[0];
		wc_create_refund( [ 'order_id' => $second, 'amount' => '1', 'reason' => 'Greška', 'line_items' => [ $line->get_id() => [ 'qty' => 1, 'refund_total' => 1 ] ], 'restock_items' => true ] );
		self::saved( $this->freshOrder( $third ), [ 'status' => 'cancelled' ] );
		$this->changeQuantity( $first, 5 );
		$this->workForAnHour();
		$this->rest( 'GET', "orders/$first/debt" );
	}

	private function goesWrong(): void {
		foreach ( array_merge( $this->echoes(), [ [ 'kind' => 'brokenJson' ], [ 'kind' => 'html' ] ] ) as $fault ) {
			$this->company( 'cod' );
			$this->fault( 'createReservation', $fault, 2 );
			$this->workForAnHour( 2 );
		}
		$this->sors->post( 'faults', [ 'rules' => [] ] );
		Pause::end();
		$this->company( 'cod', '0101990710006' );
		$this->createOrder( [ $this->createProduct( 'NEMA' )->get_id() => 1 ], 'processing', Canaries::BUYER );
		$break = static function ( $args, $url ) {
			throw new \DomainException( 'Cannot do it for ' . Canaries::BUYER['email'] . ': ' . wp_json_encode( $args['headers'] ?? $args ) . " $url" );
		};
		$this->company( 'cod' );
		add_filter( 'http_request_args', $break, 10, 2 );
		$this->work();
		remove_filter( 'http_request_args', $break );
		$due = static function (): void {
			throw new \DomainException( 'Cannot do it for ' . Canaries::BUYER['email'] . ', key ' . Canaries::KEY );
		};
		$this->company( 'cod' );
		add_filter( 'sors_due_date', $due );
		$this->work();
		remove_filter( 'sors_due_date', $due );
		$this->workForAnHour();
		$named = $this->createOrder( [ $this->soldProduct()->get_id() => 1 ], 'processing', Canaries::NAMED );
		$this->fault( 'createReservation', [ 'kind' => 'refuse', 'message' => 'Kupac ' . implode( ', ', Canaries::NAMED ) . ' nije dobar.' ] );
		$this->work();
		self::assertSame( 'rejected', $this->sale( $named->get_id() )->state );
		delete_option( Digest::OPTION );
		$this->services->tick()->run( 1 );
		$this->services->tick()->afterwards();
	}

	/** As a customer with an account, at the block checkout. */
	private function checkout(): int {
		$user = $this->loginAsCustomer();
		wp_update_user( [ 'ID' => $user, 'user_email' => Canaries::BUYER['email'] ] );
		update_option( 'woocommerce_cod_settings', [ 'enabled' => 'yes' ] );
		WC()->payment_gateways()->init();
		WC()->cart->empty_cart();
		WC()->cart->add_to_cart( $this->soldProduct()->get_id(), 2 );
		$address  = Canaries::BUYER + [ 'country' => 'RS', 'state' => (string) array_key_first( WC()->countries->get_states( 'RS' ) ?: [ '' => '' ] ) ];
		$response = $this->storeCheckout( 'POST', [ 'payment_method' => 'cod', 'customer_note' => Canaries::NOTE, 'additional_fields' => [ 'sors/pib' => Canaries::PIB ], 'billing_address' => $address, 'shipping_address' => array_diff_key( $address, [ 'email' => 1 ] ) ] );
		self::assertSame( 200, $response->get_status(), (string) wp_json_encode( $response->get_data() ) );
		$this->loginAsAdmin();
		return (int) $response->get_data()['order_id'];
	}

	private function company( string $gateway, string $pib = Canaries::PIB ): int {
		$order = self::saved(
			$this->createOrder( [ $this->soldProduct()->get_id() => 3 ], 'pending', Canaries::BUYER ),
			[ '_sors_pib' => $pib, 'customer_note' => Canaries::NOTE, 'payment_method' => $gateway, 'status' => 'processing' ]
		);
		return $order->get_id();
	}

	/** On purpose, to show that it is seen. */
	private function leak(): void {
		wc_get_logger()->info( 'Sent with ' . Canaries::KEY, [ 'source' => 'sors-api' ] );
		update_option( 'sors_leak', [ 'headers' => base64_encode( 'Authorization: ApiKey ' . Canaries::KEY ) ] );
		update_option( 'sors_leak_json', wp_json_encode( [ 'buyer' => wp_json_encode( Canaries::BUYER ) ] ) );
		add_filter( 'rest_request_after_callbacks', static fn( $answer ) => $answer instanceof \WP_REST_Response ? new \WP_REST_Response( [ 'key' => Canaries::KEY ] + (array) $answer->get_data() ) : $answer );
		$this->rest( 'GET', 'settings' );
		$this->places->database();
		$this->places->written();
	}
}
