<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Integration\Rest;

use SorsApi\Settings\SettingsStore;
use SorsApi\Tests\StoreTestCase;

'cli' === PHP_SAPI || exit;

/** Runs as the app drives them; what they do to the shop is tested with Sync. */
final class RunRoutesTest extends StoreTestCase {

	protected function setUp(): void {
		parent::setUp();
		$units = $this->restOk( 'GET', 'business-units', [ 'database' => 'Demo2' ] )['items'];
		$this->restOk( 'PUT', 'settings', [ 'database' => 'Demo2', 'businessUnitIds' => [ $units[0]['id'] ] ] );
	}

	public function testARunIsStartedDrivenAndReadBack(): void {
		$run = $this->restOk( 'POST', 'runs', [ 'kind' => 'catalog' ] );
		self::assertSame( [ 'catalog', 'apply', 'person' ], [ $run['kind'], $run['mode'], $run['startedBy'] ] );
		$run = $this->drive( $run );
		self::assertContains( $run['state'], [ 'succeeded', 'awaiting_approval' ], $run['message'] );
		self::assertSame( $run, $this->restOk( 'GET', 'runs/' . $run['id'] ) );
		$listed = $this->restOk( 'GET', 'runs', [ 'kind' => 'catalog' ] );
		self::assertSame( [ 'items' => [ $run ], 'total' => 1 ], $listed );
		self::assertSame( 0, $this->restOk( 'GET', 'runs', [ 'kind' => 'stock' ] )['total'] );
		self::assertSame( $run, $this->restOk( 'GET', 'overview' )['runs'][0]['last'] );
	}

	public function testItemsComeInPagesAndAreFound(): void {
		$run   = $this->drive( $this->restOk( 'POST', 'runs', [ 'kind' => 'catalog', 'mode' => 'preview' ] ) );
		$route = 'runs/' . $run['id'] . '/items';
		$all   = $this->restOk( 'GET', $route, [ 'per_page' => 100 ] );
		self::assertGreaterThan( 5, $all['total'] );
		$first = $this->restOk( 'GET', $route, [ 'per_page' => 2 ] );
		$next  = $this->restOk( 'GET', $route, [ 'per_page' => 2, 'page' => 2 ] );
		self::assertSame( array_slice( array_column( $all['items'], 'id' ), 0, 4 ), array_merge( array_column( $first['items'], 'id' ), array_column( $next['items'], 'id' ) ) );
		self::assertSame( $all['total'], $first['total'] );
		$code  = $all['items'][3]['code'];
		$found = $this->restOk( 'GET', $route, [ 'search' => $code ] );
		self::assertContains( $code, array_column( $found['items'], 'code' ) );
		self::assertLessThan( $all['total'], $found['total'] );
	}

	public function testAPreviewWaitsAndIsDiscardedOrApproved(): void {
		$run = $this->drive( $this->restOk( 'POST', 'runs', [ 'kind' => 'catalog', 'mode' => 'preview' ] ) );
		self::assertSame( 'awaiting_approval', $run['state'] );
		self::assertContains( 'run_awaits_approval', array_column( $this->restOk( 'GET', 'overview' )['decisions'], 'code' ) );
		self::assertSame( 'cancelled', $this->restOk( 'POST', 'runs/' . $run['id'] . '/discard' )['state'] );
		self::assertCount( 0, get_posts( [ 'post_type' => 'product', 'post_status' => 'any' ] ) );

		$run = $this->drive( $this->restOk( 'POST', 'runs', [ 'kind' => 'catalog', 'mode' => 'preview' ] ) );
		$run = $this->drive( $this->restOk( 'POST', 'runs/' . $run['id'] . '/approve' ) );
		self::assertSame( 'succeeded', $run['state'], $run['message'] );
		self::assertGreaterThan( 5, $run['created'] );
	}

	public function testItemsSayWhichOfThemOrdersNeedAndCannotBeLeftOut(): void {
		$run   = $this->drive( $this->restOk( 'POST', 'runs', [ 'kind' => 'catalog', 'mode' => 'preview' ] ) );
		$items = fn( array $query = [] ): array => $this->restOk( 'GET', "runs/{$run['id']}/items", $query + [ 'per_page' => 100 ] )['items'];
		$new   = $items( [ 'outcome' => 'planned', 'action' => 'create' ] );
		self::assertSame( [ false ], array_values( array_unique( array_column( $new, 'needed' ) ) ) );
		SettingsStore::update( [ 'feeItemCode' => $new[1]['code'] ] );
		self::assertSame( [ $new[1]['code'] ], array_column( array_filter( $items(), static fn( array $item ): bool => $item['needed'] ), 'code' ) );

		$leaveOut = [ $new[0]['id'], $new[1]['id'] ];
		$this->drive( $this->restOk( 'POST', "runs/{$run['id']}/approve", compact( 'leaveOut' ) ) );
		$outcomes = array_column( $items(), 'outcome', 'id' );
		self::assertSame( [ 'skipped', 'created' ], [ $outcomes[ $leaveOut[0] ], $outcomes[ $leaveOut[1] ] ] );
	}

	public function testACancelledRunIsResumed(): void {
		$run = $this->restOk( 'POST', 'runs', [ 'kind' => 'catalog' ] );
		$run = $this->restOk( 'POST', 'runs/' . $run['id'] . '/cancel' );
		self::assertSame( [ 'cancelled', true ], [ $run['state'], $run['resumable'] ] );
		$run = $this->restOk( 'POST', 'runs/' . $run['id'] . '/resume' );
		self::assertSame( 'succeeded', $this->drive( $run )['state'] );
	}

	public function testWhatIsNotPossibleNowIsRefusedInWords(): void {
		$run = $this->drive( $this->restOk( 'POST', 'runs', [ 'kind' => 'catalog' ] ) );
		foreach ( [ 'resume', 'approve', 'discard' ] as $action ) {
			$response = $this->rest( 'POST', 'runs/' . $run['id'] . '/' . $action );
			self::assertSame( 409, $response->get_status(), $action );
			self::assertNotSame( '', $response->get_data()['message'] );
		}
		$this->restOk( 'PUT', 'settings', [ 'database' => '' ] );
		$response = $this->rest( 'POST', 'runs', [ 'kind' => 'catalog' ] );
		self::assertSame( [ 409, 'sors_not_configured' ], [ $response->get_status(), $response->get_data()['code'] ] );
		self::assertSame( 400, $this->rest( 'POST', 'runs', [ 'kind' => 'prices' ] )->get_status() );
		self::assertSame( 404, $this->rest( 'POST', 'runs/' . $run['id'] . '/explode' )->get_status() );
	}

	private function drive( array $run ): array {
		for ( $steps = 0; in_array( $run['state'], [ 'queued', 'reading', 'applying' ], true ); $steps++ ) {
			self::assertLessThan( 50, $steps, (string) wp_json_encode( $run ) );
			$run = $this->restOk( 'POST', 'runs/' . $run['id'] . '/step' );
		}
		return $run;
	}
}
